/** One call: attempts, re-asks, and what comes out of them. */
@NullMarked
package dev.instructor.call;

import org.jspecify.annotations.NullMarked;
