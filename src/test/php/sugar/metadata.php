<?php

/** What Sugar's pages load at login: views of packages, texts of a language, and who the user is. */
function metadata($language)
{
    $views = array();
    foreach (glob('custom/clients/base/views/*', GLOB_ONLYDIR) as $folder) {
        $name = basename($folder);
        $viewdefs = array();
        require "$folder/$name.php";
        $views[$name] = array(
            'meta' => $viewdefs['base']['view'][$name],
            'controller' => file_get_contents("$folder/$name.js"),
            'template' => file_get_contents("$folder/$name.hbs"),
        );
    }
    // English first: a text that a language lacks is shown in English.
    $app_strings = array();
    $app_list_strings = array();
    foreach (array_unique(array('en_us', $language)) as $each) {
        @include "custom/application/Ext/Language/$each.lang.ext.php";
    }
    $user = CurrentUser::$is;
    $records = array();
    foreach (array('Accounts', 'Contacts', 'Leads', 'Prospects') as $module) {
        foreach (Store::get('records')[$module] ?? array() as $row) {
            $records[$module][$row['id']] = $row['name'] ?? trim(($row['first_name'] ?? '') . ' ' . ($row['last_name'] ?? ''));
        }
    }
    return array(
        'views' => $views,
        'app_strings' => $app_strings,
        'app_list_strings' => $app_list_strings,
        'user' => array(
            'name' => $user->user_name,
            'datef' => $user->datef ?? 'm/d/Y',
            'timef' => $user->timef ?? 'h:ia',
        ),
        'records' => $records,
    );
}
