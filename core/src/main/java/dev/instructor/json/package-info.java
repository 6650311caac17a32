/** JSON as a tree and as text: strict and tolerant reading, without knowledge of any schema. */
@NullMarked
package dev.instructor.json;

import org.jspecify.annotations.NullMarked;
