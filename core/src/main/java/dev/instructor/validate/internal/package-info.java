/** Running validators; for the engine, no promise to anyone else. */
@NullMarked
package dev.instructor.validate.internal;

import org.jspecify.annotations.NullMarked;
