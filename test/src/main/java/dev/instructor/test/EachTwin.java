package dev.instructor.test;

import dev.instructor.provider.ModelProvider;
import dev.instructor.provider.ModelProviders;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs a test once for each vendor; see {@link EachProviderTwin}. */
final class EachTwin implements TestTemplateInvocationContextProvider {
  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), EachProviderTwin.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    String[] models =
        AnnotationSupport.findAnnotation(context.getElement(), EachProviderTwin.class)
            .map(EachProviderTwin::value)
            .orElseThrow();
    if (models.length > 0) {
      return Arrays.stream(models).map(EachTwin::run);
    }
    List<String> there =
        ModelProviders.vendors().stream().map(ModelProvider.VendorInfo::name).toList();
    List<TwinBuilder<?, ?>> twins =
        TwinExtension.all().filter(twin -> there.contains(provider(twin.model()))).toList();
    if (twins.isEmpty()) {
      throw new ExtensionConfigurationException(
          "No provider of which there is a twin is on the class path: add instructor-openai,"
              + " instructor-anthropic or another");
    }
    return twins.stream().map(twin -> run(twin, twin.model()));
  }

  private static TestTemplateInvocationContext run(String model) {
    TwinBuilder<?, ?> twin =
        TwinExtension.all()
            .filter(each -> provider(each.model()).equals(provider(model)))
            .findFirst()
            .orElseThrow(
                () ->
                    new ExtensionConfigurationException(
                        "There is no twin of the provider of '"
                            + model
                            + "'; there are those of "
                            + TwinExtension.all().map(each -> provider(each.model())).toList()));
    return run(twin, model);
  }

  private static String provider(String model) {
    return ModelProviders.parse(model).provider();
  }

  private static TestTemplateInvocationContext run(TwinBuilder<?, ?> twin, String model) {
    return new TestTemplateInvocationContext() {
      @Override
      public String getDisplayName(int invocation) {
        return model;
      }

      @Override
      public List<Extension> getAdditionalExtensions() {
        return List.of(TwinExtension.any(twin, model));
      }
    };
  }
}
