package dev.caramel.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list as the API shows it.
 *
 * @param id id of the list, which is its sync's as well
 * @param name name for people
 * @param account id of its account
 * @param memberCount how many members it has, removed ones not counted
 * @param duplicateAddresses how many of these members have an address that another of them has too
 * @param columns its columns in the order of the definition
 */
record ListView(
    String id,
    String name,
    String account,
    long memberCount,
    long duplicateAddresses,
    List<Column> columns) {
  /**
   * A column of a list.
   *
   * @param name name of the column
   * @param field Sugar field that it is mapped to
   * @param type Sugar's type of that field
   * @param role what Caramel uses the column for: {@code email}, {@code lead-score}, {@code owner},
   *     or null for nothing
   */
  record Column(String name, String field, String type, @Nullable String role) {}
}
