/** Answers as they grow: partial values, and the items of a list one by one. */
@NullMarked
package dev.instructor.stream;

import org.jspecify.annotations.NullMarked;
