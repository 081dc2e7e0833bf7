<?php

/*
 * The stand-in's Module Loader, run in the folder of the instance:
 *   php module_loader.php install <zip>
 *   php module_loader.php uninstall <id of the package> keep|remove    (what becomes of tables)
 * It prints what an administrator would read, and ends with 1 if nothing was done.
 */

require 'standin.php';
require 'installer.php';

CurrentUser::$is = null;
try {
    $installer = new Installer();
    if ($argv[1] === 'install') {
        $installer->install($argv[2]);
    } else {
        $installer->uninstall($argv[2], $argv[3] === 'remove');
    }
    $installer->rebuild();
    echo "done\n";
} catch (Refusal $e) {
    echo $e->getMessage(), "\n";
    exit(1);
}
