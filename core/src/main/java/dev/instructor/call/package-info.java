/** One call from the prompt to the value: attempts, budget, listeners and the result. */
@NullMarked
package dev.instructor.call;

import org.jspecify.annotations.NullMarked;
