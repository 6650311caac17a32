/**
 * JSON Schema: what a Java type asks for, what a vendor accepts of it, and whether an answer keeps
 * to it.
 */
@NullMarked
package dev.instructor.schema;

import org.jspecify.annotations.NullMarked;
