<?php

// What Sugar's Module Loader reads of the integrator. Every file is named: what a repacked zip holds
// beside them (macOS adds such files) is never copied.

$manifest = array(
    'id' => 'caramel-integrator',
    'key' => 'caramel-integrator',
    'name' => '@sugar.name@',
    'description' => 'Connects Sugar with Caramel: connector, lead score, and dashlets for activity history, timeline, hot prospects and account report',
    'author' => 'Caramel',
    'version' => '@project.version@',
    'type' => 'module',
    'is_uninstallable' => true,
    // Sugar asks at uninstall whether data go, too: No keeps the lead scores.
    'remove_tables' => 'prompt',
    'acceptable_sugar_versions' => array(
        'exact_matches' => array(),
        'regex_matches' => array('@sugar.releases@'),
    ),
    'acceptable_sugar_flavors' => array('PRO', 'CORP', 'ENT', 'ULT'),
);

$installdefs = array(
    'id' => 'caramel-integrator',
    // An upgrade copies the connector anew, its stored settings included: they are carried over.
    'pre_execute' => array('<basepath>/scripts/keep_settings.php'),
    'post_execute' => array('<basepath>/scripts/restore_settings.php'),
    'copy' => array(
        array(
            'from' => '<basepath>/files/caramel/CaramelAccount.php',
            'to' => 'custom/include/caramel/CaramelAccount.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelAccounts.php',
            'to' => 'custom/include/caramel/CaramelAccounts.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelCall.php',
            'to' => 'custom/include/caramel/CaramelCall.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelConnectionTest.php',
            'to' => 'custom/include/caramel/CaramelConnectionTest.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelPeople.php',
            'to' => 'custom/include/caramel/CaramelPeople.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelProblem.php',
            'to' => 'custom/include/caramel/CaramelProblem.php',
        ),
        array(
            'from' => '<basepath>/files/caramel/CaramelTransport.php',
            'to' => 'custom/include/caramel/CaramelTransport.php',
        ),
        array(
            'from' => '<basepath>/files/api/CaramelApi.php',
            'to' => 'custom/clients/base/api/CaramelApi.php',
        ),
        array(
            'from' => '<basepath>/files/dashlets/caramel-activity-history.php',
            'to' => 'custom/clients/base/views/caramel-activity-history/caramel-activity-history.php',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.js',
            'to' => 'custom/clients/base/views/caramel-activity-history/caramel-activity-history.js',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.hbs',
            'to' => 'custom/clients/base/views/caramel-activity-history/caramel-activity-history.hbs',
        ),
        array(
            'from' => '<basepath>/files/dashlets/caramel-marketing-timeline.php',
            'to' => 'custom/clients/base/views/caramel-marketing-timeline/caramel-marketing-timeline.php',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.js',
            'to' => 'custom/clients/base/views/caramel-marketing-timeline/caramel-marketing-timeline.js',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.hbs',
            'to' => 'custom/clients/base/views/caramel-marketing-timeline/caramel-marketing-timeline.hbs',
        ),
        array(
            'from' => '<basepath>/files/dashlets/caramel-hot-prospects.php',
            'to' => 'custom/clients/base/views/caramel-hot-prospects/caramel-hot-prospects.php',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.js',
            'to' => 'custom/clients/base/views/caramel-hot-prospects/caramel-hot-prospects.js',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.hbs',
            'to' => 'custom/clients/base/views/caramel-hot-prospects/caramel-hot-prospects.hbs',
        ),
        array(
            'from' => '<basepath>/files/dashlets/caramel-account-report.php',
            'to' => 'custom/clients/base/views/caramel-account-report/caramel-account-report.php',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.js',
            'to' => 'custom/clients/base/views/caramel-account-report/caramel-account-report.js',
        ),
        array(
            'from' => '<basepath>/files/dashlets/dashlet.hbs',
            'to' => 'custom/clients/base/views/caramel-account-report/caramel-account-report.hbs',
        ),
    ),
    'connectors' => array(
        array(
            'connector' => '<basepath>/files/connector',
            'name' => 'ext_rest_caramel',
        ),
    ),
    'language' => array(
        array(
            'from' => '<basepath>/files/language/en_us.php',
            'to_module' => 'application',
            'language' => 'en_us',
        ),
        array(
            'from' => '<basepath>/files/fields/en_us.php',
            'to_module' => 'Leads',
            'language' => 'en_us',
        ),
        array(
            'from' => '<basepath>/files/fields/en_us.php',
            'to_module' => 'Contacts',
            'language' => 'en_us',
        ),
        array(
            'from' => '<basepath>/files/fields/en_us.php',
            'to_module' => 'Prospects',
            'language' => 'en_us',
        ),
        array(
            'from' => '<basepath>/files/language/de_DE.php',
            'to_module' => 'application',
            'language' => 'de_DE',
        ),
        array(
            'from' => '<basepath>/files/fields/de_DE.php',
            'to_module' => 'Leads',
            'language' => 'de_DE',
        ),
        array(
            'from' => '<basepath>/files/fields/de_DE.php',
            'to_module' => 'Contacts',
            'language' => 'de_DE',
        ),
        array(
            'from' => '<basepath>/files/fields/de_DE.php',
            'to_module' => 'Prospects',
            'language' => 'de_DE',
        ),
        array(
            'from' => '<basepath>/files/language/ja_JP.php',
            'to_module' => 'application',
            'language' => 'ja_JP',
        ),
        array(
            'from' => '<basepath>/files/fields/ja_JP.php',
            'to_module' => 'Leads',
            'language' => 'ja_JP',
        ),
        array(
            'from' => '<basepath>/files/fields/ja_JP.php',
            'to_module' => 'Contacts',
            'language' => 'ja_JP',
        ),
        array(
            'from' => '<basepath>/files/fields/ja_JP.php',
            'to_module' => 'Prospects',
            'language' => 'ja_JP',
        ),
    ),
    'custom_fields' => array(
        array(
            'id' => 'Leadscaramel_lead_score_c',
            'name' => 'caramel_lead_score_c',
            'label' => 'LBL_CARAMEL_LEAD_SCORE',
            'module' => 'Leads',
            'type' => 'int',
            'max_size' => '11',
            'require_option' => '0',
            'default_value' => null,
            'audited' => '0',
            'mass_update' => '0',
            'duplicate_merge' => '1',
            'reportable' => '1',
            'importable' => 'true',
            'ext1' => null,
            'ext2' => null,
            'ext3' => '1',
            'ext4' => null,
            'date_modified' => '2026-11-24 00:00:00',
            'deleted' => '0',
            'comments' => null,
            'help' => null,
        ),
        array(
            'id' => 'Contactscaramel_lead_score_c',
            'name' => 'caramel_lead_score_c',
            'label' => 'LBL_CARAMEL_LEAD_SCORE',
            'module' => 'Contacts',
            'type' => 'int',
            'max_size' => '11',
            'require_option' => '0',
            'default_value' => null,
            'audited' => '0',
            'mass_update' => '0',
            'duplicate_merge' => '1',
            'reportable' => '1',
            'importable' => 'true',
            'ext1' => null,
            'ext2' => null,
            'ext3' => '1',
            'ext4' => null,
            'date_modified' => '2026-11-24 00:00:00',
            'deleted' => '0',
            'comments' => null,
            'help' => null,
        ),
        array(
            'id' => 'Prospectscaramel_lead_score_c',
            'name' => 'caramel_lead_score_c',
            'label' => 'LBL_CARAMEL_LEAD_SCORE',
            'module' => 'Prospects',
            'type' => 'int',
            'max_size' => '11',
            'require_option' => '0',
            'default_value' => null,
            'audited' => '0',
            'mass_update' => '0',
            'duplicate_merge' => '1',
            'reportable' => '1',
            'importable' => 'true',
            'ext1' => null,
            'ext2' => null,
            'ext3' => '1',
            'ext4' => null,
            'date_modified' => '2026-11-24 00:00:00',
            'deleted' => '0',
            'comments' => null,
            'help' => null,
        ),
    ),
);
