/** The filter language of Sugar's REST API and what it matches (reference 4.2, 4.3). */
@NullMarked
package dev.caramel.sandbox.filter;

import org.jspecify.annotations.NullMarked;
