package dev.instructor.cli;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/** A type with constraints, for {@code -t}. */
record Person(@NotBlank String name, @Min(0) @Max(150) int age) {}
