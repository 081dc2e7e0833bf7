/** Caramel: Camel routes that keep marketing lists and SugarCRM in step. */
@NullMarked
package dev.caramel;

import org.jspecify.annotations.NullMarked;
