/** JSON as tokens; for the layers above, no promise to anyone else. */
@NullMarked
package dev.instructor.json.internal;

import org.jspecify.annotations.NullMarked;
