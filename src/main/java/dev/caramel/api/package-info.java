/** The HTTP API's plumbing: its front door, its paging, and the problems that it answers with. */
@NullMarked
package dev.caramel.api;

import org.jspecify.annotations.NullMarked;
