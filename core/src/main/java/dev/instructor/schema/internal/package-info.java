/** How a Java type becomes a schema: what its deserializer reads, and how that is written down. */
@NullMarked
package dev.instructor.schema.internal;

import org.jspecify.annotations.NullMarked;
