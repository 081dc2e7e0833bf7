/** What the API tells of syncs, runs and rejections, and what it can have them do. */
@NullMarked
package dev.caramel.sync.report;

import org.jspecify.annotations.NullMarked;
