<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

/**
 * Which records of Sugar stand behind the addresses that Caramel knows, as far as the user may see them.
 */
class CaramelPeople
{
    /** So many people of one company at most: their addresses must fit into one request. */
    const MOST = 100;

    /** The primary address of a person, else the first that works; empty if there is none. */
    public static function emailOf($bean)
    {
        if (!empty($bean->email1)) {
            return (string) $bean->email1;
        }
        $addresses = isset($bean->emailAddress->addresses) ? $bean->emailAddress->addresses : array();
        foreach ($addresses as $address) {
            if (empty($address['invalid_email']) && !empty($address['email_address'])) {
                return (string) $address['email_address'];
            }
        }
        return '';
    }

    /**
     * The contacts and leads of a company that the user may see and that have an address.
     *
     * @return array records by address in small letters
     */
    public static function ofCompany($company)
    {
        $found = array();
        foreach (array('contacts' => 'Contacts', 'leads' => 'Leads') as $link => $module) {
            if (!$company->load_relationship($link)) {
                continue;
            }
            foreach ($company->$link->getBeans() as $bean) {
                $email = strtolower(self::emailOf($bean));
                // A comma would be read as the border of two addresses.
                $usable = $email !== '' && strpos($email, ',') === false;
                if ($usable && !isset($found[$email]) && $bean->ACLAccess('view') && count($found) < self::MOST) {
                    $found[$email] = array('module' => $module, 'id' => $bean->id, 'name' => self::nameOf($bean));
                }
            }
        }
        return $found;
    }

    /** What Caramel told of addresses, with the record and its name in place of each address. */
    public static function named(array $items, array $records)
    {
        $named = array();
        foreach ($items as $item) {
            $email = isset($item['email']) && is_string($item['email']) ? strtolower($item['email']) : '';
            if (isset($records[$email])) {
                $item['record'] = array('module' => $records[$email]['module'], 'id' => $records[$email]['id']);
                $item['name'] = $records[$email]['name'];
                unset($item['email']);
                $named[] = $item;
            }
        }
        return $named;
    }

    /** Prospects without those whose record the user may not see, so many at most. */
    public static function seenBy(array $prospects, $most)
    {
        $seen = array();
        foreach ($prospects as $prospect) {
            if (count($seen) >= $most) {
                break;
            }
            $record = isset($prospect['record']) && is_array($prospect['record']) ? $prospect['record'] : null;
            if ($record === null || self::maySee($record)) {
                $seen[] = $prospect;
            }
        }
        return $seen;
    }

    private static function maySee(array $record)
    {
        $module = isset($record['module']) ? $record['module'] : '';
        if (!in_array($module, array('Leads', 'Contacts', 'Prospects'), true) || empty($record['id'])) {
            return false;
        }
        $bean = BeanFactory::retrieveBean($module, $record['id']);
        return $bean && !empty($bean->id) && $bean->ACLAccess('view');
    }

    private static function nameOf($bean)
    {
        $name = isset($bean->full_name) ? trim((string) $bean->full_name) : '';
        if ($name === '') {
            $first = isset($bean->first_name) ? $bean->first_name : '';
            $last = isset($bean->last_name) ? $bean->last_name : '';
            $name = trim($first . ' ' . $last);
        }
        return $name === '' && isset($bean->name) ? (string) $bean->name : $name;
    }
}
