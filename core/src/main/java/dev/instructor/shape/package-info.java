/** What the caller wants back, as a schema to ask with and a binder to build the value with. */
@NullMarked
package dev.instructor.shape;

import org.jspecify.annotations.NullMarked;
