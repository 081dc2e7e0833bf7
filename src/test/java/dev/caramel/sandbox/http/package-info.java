/** The HTTP server: requests, answers, routes, versions. */
@NullMarked
package dev.caramel.sandbox.http;

import org.jspecify.annotations.NullMarked;
