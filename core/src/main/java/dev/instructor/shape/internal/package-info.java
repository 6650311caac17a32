/** Binding without a tree in between; for the engine, no promise to anyone else. */
@NullMarked
package dev.instructor.shape.internal;

import org.jspecify.annotations.NullMarked;
