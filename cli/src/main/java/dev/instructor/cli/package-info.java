/** The {@code instructor} command. */
@NullMarked
package dev.instructor.cli;

import org.jspecify.annotations.NullMarked;
