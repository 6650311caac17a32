/** What can go wrong: problems of an answer, and the exceptions a caller sees. */
@NullMarked
package dev.instructor.error;

import org.jspecify.annotations.NullMarked;
