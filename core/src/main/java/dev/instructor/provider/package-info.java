/** How a conversation travels: vendors, wire formats, transport and retries. */
@NullMarked
package dev.instructor.provider;

import org.jspecify.annotations.NullMarked;
