package dev.instructor.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelProvidersTest {
  @Test
  void module_isKnownForEveryVendorWeHave() {
    assertThat(ModelProviders.vendors())
        .hasSizeGreaterThan(20)
        .allSatisfy(vendor -> assertThat(ModelProviders.module(vendor.name())).isPresent());
  }

  @Test
  void module_ofAMisspeltName_isNone() {
    assertThat(ModelProviders.module("opneai")).isEmpty();
  }
}
