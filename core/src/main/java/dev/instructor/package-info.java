/** The entry points: {@code Instructor} and {@code Prompt}. */
@NullMarked
package dev.instructor;

import org.jspecify.annotations.NullMarked;
