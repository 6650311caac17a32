/** An immutable JSON tree, and the tolerant reading of text that should be JSON. */
@NullMarked
package dev.instructor.json;

import org.jspecify.annotations.NullMarked;
