/** JSON Schema: generated from types, adapted to a dialect, checked against a value. */
@NullMarked
package dev.instructor.schema;

import org.jspecify.annotations.NullMarked;
