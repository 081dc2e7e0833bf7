package dev.caramel.sync.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that marks rejections for another try.
 *
 * @param ids ids of the rejections; left out for all of the sync
 */
public record RetryOrder(@Nullable List<String> ids) {}
