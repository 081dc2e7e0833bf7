package dev.caramel.sandbox.data;

import dev.caramel.sandbox.catalog.Catalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all modules as Sugar's database holds them, computed from a seed on demand: nothing
 * of a row is kept, so a million rows cost no memory. Immutable and safe for many threads.
 *
 * <p>A module's rows are numbered from 0, and the numbers follow the order of the ids in the
 * database's collation: ASCII without regard to case, {@code _} after the letters (reference 4.9).
 *
 * <p>Values are canonical: String (also dates, {@code "2025-05-26"}), Boolean, Long, BigDecimal,
 * Double, Instant (whole seconds), {@code List<String>} (multienum), or null. An int field may hold
 * a String, because Sugar lets text through (reference 5.4). No row is deleted.
 */
public interface DataSet {

  /**
   * Makes the data set.
   *
   * @param options seed, sizes and dates
   * @param catalog the fields of the release that is played; fields it lacks are in no row
   * @return the data set
   */
  static DataSet of(DataSetOptions options, Catalog catalog) {
    return GeneratedDataSet.of(options, catalog);
  }

  /**
   * The modules that have rows.
   *
   * @return the names, {@code EmailAddresses} among them
   */
  Set<String> modules();

  /**
   * Counts the rows of a module.
   *
   * @param module the module
   * @return the number, 0 for a module without rows
   */
  int size(String module);

  /**
   * The id of a row.
   *
   * @param module the module
   * @param index 0 to size - 1
   * @return the id, up to 36 characters, not always a GUID
   */
  String id(String module, int index);

  /**
   * Finds a row by its id, without regard to case, as the database does.
   *
   * @param module the module
   * @param id any text
   * @return its index, or -1
   */
  int index(String module, String id);

  /**
   * A row. The map computes a value when it is asked for, is not to be changed, and iterates in the
   * order of the catalogue over the values that are not null.
   *
   * @param module the module
   * @param index 0 to size - 1
   * @return values by field: stored fields, and {@code account_id} of Contacts, which Sugar keeps
   *     in a table of its own; a field that is absent is null
   */
  Map<String, Object> row(String module, int index);

  /**
   * The time of the last change, without the rest of the row.
   *
   * @param module the module
   * @param index 0 to size - 1
   * @return whole seconds
   */
  Instant dateModified(String module, int index);

  /**
   * Gives the rows in the order of {@code date_modified:ASC,id:ASC}. The first call for a module
   * sorts it, and keeps 4 bytes a row.
   *
   * @param module the module
   * @param rank 0 to size - 1
   * @return the index of the row at that rank
   */
  int indexByDateModified(String module, int rank);

  /**
   * The e-mail addresses of a record.
   *
   * @param module the module
   * @param index 0 to size - 1
   * @return the addresses in their own order, the primary not always first; empty if there are none
   */
  List<Address> addresses(String module, int index);

  /**
   * The row of an address.
   *
   * @param addressId an id of {@link #addresses}
   * @return the row, or null if there is none
   */
  @Nullable AddressRow address(String addressId);

  /**
   * Finds an address by its text, without regard to case.
   *
   * @param text the address
   * @return its row, or null
   */
  @Nullable AddressRow addressByText(String text);

  /**
   * Finds who has an address.
   *
   * @param addressId the id of the address row
   * @return the records, empty if none
   */
  List<Member> holders(String addressId);

  /**
   * The teams of a record.
   *
   * @param module the module
   * @param index 0 to size - 1
   * @return team ids, the primary one first; never empty for people, companies and target lists
   */
  List<String> teams(String module, int index);

  /**
   * The members of a target list.
   *
   * @param listId the id of a row of ProspectLists
   * @return the members of all modules, computed on demand; empty for an unknown list
   */
  List<Member> targetListMembers(String listId);

  /**
   * The target lists that a record is in.
   *
   * @param module the record's module
   * @param id the record's id
   * @return ids of ProspectLists
   */
  List<String> targetListsOf(String module, String id);
}
