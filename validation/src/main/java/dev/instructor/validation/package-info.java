/** Jakarta Bean Validation constraints in the schema and on the value. */
@NullMarked
package dev.instructor.validation;

import org.jspecify.annotations.NullMarked;
