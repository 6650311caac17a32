/** The engine that runs calls; for the entry points, no promise to anyone else. */
@NullMarked
package dev.instructor.call.internal;

import org.jspecify.annotations.NullMarked;
