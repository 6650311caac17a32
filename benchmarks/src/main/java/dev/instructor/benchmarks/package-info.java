/** Benchmarks of the parts. */
@NullMarked
package dev.instructor.benchmarks;

import org.jspecify.annotations.NullMarked;
