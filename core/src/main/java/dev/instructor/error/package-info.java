/** What can go wrong: the problems of an answer, and the exceptions of the library. */
@NullMarked
package dev.instructor.error;

import org.jspecify.annotations.NullMarked;
