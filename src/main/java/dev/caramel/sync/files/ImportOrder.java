package dev.caramel.sync.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Body of the call that imports a list.
 *
 * @param account id of the account; {@code default} unless given
 * @param module Sugar's module
 * @param targetList name or id of a target list, or null
 * @param filter condition in Sugar's filter language, or null
 * @param name name of the list, for people; its id is made of it
 * @param columns Sugar field by column name; unless given, the recommended fields under the
 *     account's standard names
 * @param schedule when it runs, as a Quartz cron expression; every night at 02:00 unless given
 */
public record ImportOrder(
    @Nullable String account,
    @JsonProperty(required = true) String module,
    @Nullable String targetList,
    @Nullable String filter,
    @JsonProperty(required = true) String name,
    @Nullable LinkedHashMap<String, String> columns,
    @Nullable String schedule) {}
