/** A stand-in for SugarCRM: a local server that speaks its REST API over data of its own. */
@NullMarked
package dev.caramel.sandbox;

import org.jspecify.annotations.NullMarked;
