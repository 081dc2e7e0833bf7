package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Opt-out and invalid, which belong to the address (reference 4.7). Compared are three values: the
 * account's, Sugar's, and what both last had in common. A side that changed wins over one that did
 * not; both can only have changed to the same; where nothing was agreed yet, opted out (or invalid)
 * wins. Who changed the flags last is kept: the list's side where its value stays. An address
 * without a row has never had a flag.
 */
@Component
class AddressStates {
  private static final String MERGE =
      """
      insert into address as a (account_id, address_key, address, opted_out, invalid,
                                agreed_opted_out, agreed_invalid, changed_by)
      select ?, u.key, u.address, u.opted_out, u.invalid, u.opted_out, u.invalid, 'sugar'
        from unnest(?::text[], ?::text[], ?::boolean[], ?::boolean[])
          as u (key, address, opted_out, invalid)
      on conflict (account_id, address_key) do update
        set (opted_out, invalid, agreed_opted_out, agreed_invalid, changed_by, changed_at) = (
              select f.opted_out, f.invalid, excluded.opted_out, excluded.invalid,
                     case when f.same then a.changed_by else 'sugar' end,
                     case when f.same then a.changed_at else now() end
                from (select w.opted_out, w.invalid,
                             (w.opted_out, w.invalid) = (a.opted_out, a.invalid) as same
                        from (select case when a.agreed_opted_out is null
                                            then a.opted_out or excluded.opted_out
                                          when a.opted_out = a.agreed_opted_out
                                            then excluded.opted_out
                                          else a.opted_out end as opted_out,
                                     case when a.agreed_invalid is null
                                            then a.invalid or excluded.invalid
                                          when a.invalid = a.agreed_invalid
                                            then excluded.invalid
                                          else a.invalid end as invalid) as w) as f)
        where (a.agreed_opted_out, a.agreed_invalid)
              is distinct from (excluded.opted_out, excluded.invalid)
      """;

  // Looked up one after the other, as HeldMembers does and for the same reason: a join would read
  // the whole table for each page.
  static final String KNOWN =
      """
      select a.address_key
        from unnest(?::text[]) as u (key)
       cross join lateral (
         select address_key from address where account_id = ? and address_key = u.key offset 0) as a
      """;

  private static final int NOTED = 100_000;

  private final JdbcTemplate jdbc;

  AddressStates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes which addresses of an account have a row; null where those are so many that it takes
   * longer to read them than to ask for each.
   */
  @Nullable NotedAddresses noted(String account) {
    List<String> keys =
        jdbc.queryForList(
            "select address_key from address where account_id = ? limit ?",
            String.class,
            account,
            NOTED + 1);
    if (keys.size() > NOTED) {
      return null;
    }
    NotedAddresses noted = new NotedAddresses();
    keys.forEach(noted::add);
    return noted;
  }

  /** Takes the flags of the addresses that these records have. */
  void take(Pull pull, Collection<SourceRecord> records) {
    Map<String, SourceRecord.Address> addresses = new LinkedHashMap<>();
    for (SourceRecord record : records) {
      record
          .addresses()
          .forEach(address -> addresses.put(address.address().toLowerCase(Locale.ROOT), address));
    }
    merge(pull.sync().account(), addresses, pull.noted);
  }

  /**
   * Takes flags by address in lower case: those that are set, and those of addresses with a row.
   */
  void merge(String account, Map<String, SourceRecord.Address> addresses) {
    merge(account, addresses, null);
  }

  private void merge(
      String account, Map<String, SourceRecord.Address> addresses, @Nullable NotedAddresses noted) {
    Map<String, SourceRecord.Address> telling = new LinkedHashMap<>();
    List<String> unset = new ArrayList<>();
    addresses.forEach(
        (key, address) -> {
          if (address.optedOut() || address.invalid()) {
            telling.put(key, address);
            if (noted != null) {
              noted.add(key);
            }
          } else if (noted == null || noted.mayHave(key)) {
            unset.add(key);
          }
        });
    if (!unset.isEmpty()) {
      String[] keys = unset.toArray(String[]::new);
      jdbc.queryForList(KNOWN, String.class, keys, account)
          .forEach(key -> telling.put(key, Objects.requireNonNull(addresses.get(key))));
    }
    if (!telling.isEmpty()) {
      write(account, telling);
    }
  }

  private void write(String account, Map<String, SourceRecord.Address> addresses) {
    jdbc.update(
        MERGE,
        account,
        addresses.keySet().toArray(String[]::new),
        addresses.values().stream().map(SourceRecord.Address::address).toArray(String[]::new),
        addresses.values().stream().map(SourceRecord.Address::optedOut).toArray(Boolean[]::new),
        addresses.values().stream().map(SourceRecord.Address::invalid).toArray(Boolean[]::new));
  }
}
