/** Small programs to start from. */
@NullMarked
package dev.instructor.examples;

import org.jspecify.annotations.NullMarked;
