package dev.caramel.sync.pull;

import dev.caramel.sugar.value.SourceRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Opt-out and invalid, which belong to the address (reference 4.7). Compared are three values: the
 * account's, Sugar's, and what both last had in common. A side that changed wins over one that did
 * not; if both changed, or nothing was agreed yet, opted out (or invalid) wins. An address without
 * a row has never had a flag.
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
       where u.opted_out or u.invalid
          or exists (select from address known where known.account_id = ? and known.address_key = u.key)
      on conflict (account_id, address_key) do update
        set opted_out = case
              when a.agreed_opted_out is null or a.opted_out <> a.agreed_opted_out
                then case when a.agreed_opted_out is not null
                           and excluded.opted_out = a.agreed_opted_out then a.opted_out
                          else a.opted_out or excluded.opted_out end
              else excluded.opted_out end,
            invalid = case
              when a.agreed_invalid is null or a.invalid <> a.agreed_invalid
                then case when a.agreed_invalid is not null
                           and excluded.invalid = a.agreed_invalid then a.invalid
                          else a.invalid or excluded.invalid end
              else excluded.invalid end,
            agreed_opted_out = excluded.opted_out,
            agreed_invalid = excluded.invalid,
            changed_by = 'sugar',
            changed_at = now()
        where (a.agreed_opted_out, a.agreed_invalid)
              is distinct from (excluded.opted_out, excluded.invalid)
      """;

  private final JdbcTemplate jdbc;

  AddressStates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes the flags of the addresses that these records have. */
  void take(String account, Collection<SourceRecord> records) {
    Map<String, SourceRecord.Address> addresses = new LinkedHashMap<>();
    for (SourceRecord record : records) {
      record
          .addresses()
          .forEach(address -> addresses.put(address.address().toLowerCase(Locale.ROOT), address));
    }
    merge(account, addresses);
  }

  /** Takes flags by address in lower case. */
  void merge(String account, Map<String, SourceRecord.Address> addresses) {
    if (addresses.isEmpty()) {
      return;
    }
    jdbc.update(
        MERGE,
        account,
        addresses.keySet().toArray(String[]::new),
        addresses.values().stream().map(SourceRecord.Address::address).toArray(String[]::new),
        addresses.values().stream().map(SourceRecord.Address::optedOut).toArray(Boolean[]::new),
        addresses.values().stream().map(SourceRecord.Address::invalid).toArray(Boolean[]::new),
        account);
  }
}
