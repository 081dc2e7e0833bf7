<?php

require_once 'include/connectors/sources/SourceFactory.php';

class Refusal extends Exception
{
}

/** Takes the steps of a manifest in the order that is known of Sugar. */
class Installer
{
    private $base;

    public function install($zip)
    {
        list($manifest, $defs) = $this->unpacked($zip);
        $this->judge($manifest);
        $id = $defs['id'];
        $this->run($defs, 'pre_execute');
        foreach ($defs['copy'] ?? array() as $copy) {
            $this->replaced($id, $copy['to']);
            self::copy($this->path($copy['from']), $copy['to']);
        }
        foreach ($defs['connectors'] ?? array() as $connector) {
            self::copy($this->path($connector['connector']), ext_rest::folder($connector['name']));
        }
        foreach (self::extensions($defs, $id) as $from => $places) {
            foreach ($places as $to) {
                self::copy($this->path($from), $to);
            }
        }
        $this->run($defs, 'post_execute');
        $this->fields($defs['custom_fields'] ?? array());
        $kept = "upload/$id.zip";
        if ($zip !== $kept) {
            self::copy($zip, $kept);
        }
        Store::set('packages', array($id => $manifest['version']) + Store::get('packages'));
    }

    public function uninstall($id, $removeTables)
    {
        list($manifest, $defs) = $this->unpacked("upload/$id.zip");
        if (empty($manifest['is_uninstallable'])) {
            throw new Refusal('The package cannot be uninstalled');
        }
        $this->run($defs, 'pre_uninstall');
        foreach ($defs['copy'] ?? array() as $copy) {
            self::remove($copy['to']);
            if (file_exists("upload/$id-restore/{$copy['to']}")) {
                self::copy("upload/$id-restore/{$copy['to']}", $copy['to']);
            }
        }
        foreach ($defs['connectors'] ?? array() as $connector) {
            self::remove(ext_rest::folder($connector['name']));
        }
        foreach (self::extensions($defs, $id) as $places) {
            foreach ($places as $to) {
                self::remove($to);
            }
        }
        if ($removeTables) {
            $this->withoutFields($defs['custom_fields'] ?? array());
        }
        $this->run($defs, 'post_uninstall');
        self::remove("upload/$id.zip");
        self::remove("upload/$id-restore");
        Store::set('packages', array_diff_key(Store::get('packages'), array($id => true)));
    }

    /** Quick Repair and Rebuild: the parts of each extension become one file. */
    public function rebuild()
    {
        foreach (array('Platforms' => 'platforms', 'Language' => null) as $kind => $name) {
            self::remove("custom/application/Ext/$kind");
            $parts = array();
            foreach (glob("custom/Extension/application/Ext/$kind/*.php") as $file) {
                $language = strstr(basename($file), '.', true) . '.lang';
                $parts[$name ?? $language][] = substr(trim(file_get_contents($file)), strlen('<?php'));
            }
            foreach ($parts as $whole => $texts) {
                self::write("custom/application/Ext/$kind/$whole.ext.php", "<?php\n" . implode("\n", $texts) . "\n");
            }
        }
    }

    private function unpacked($zip)
    {
        $this->base = sys_get_temp_dir() . '/package-' . bin2hex(random_bytes(6));
        register_shutdown_function(array(self::class, 'remove'), $this->base);
        $archive = new ZipArchive();
        if ($archive->open($zip) !== true || $archive->locateName('manifest.php') === false) {
            throw new Refusal('The package does not contain a manifest');
        }
        $archive->extractTo($this->base);
        $archive->close();
        $manifest = $installdefs = null;
        require $this->base . '/manifest.php';
        return array($manifest, $installdefs);
    }

    private function judge(array $manifest)
    {
        foreach ($manifest['acceptable_sugar_versions']['regex_matches'] as $expression) {
            if (preg_match("/$expression/", Store::get('release'))) {
                return;
            }
        }
        throw new Refusal('The package is not for this version of Sugar: ' . Store::get('release'));
    }

    private function run(array $defs, $when)
    {
        foreach ($defs[$when] ?? array() as $script) {
            require $this->path($script);
        }
    }

    private function path($from)
    {
        return str_replace('<basepath>', $this->base, $from);
    }

    private function replaced($id, $to)
    {
        $ours = isset(Store::get('packages')[$id]);
        if (!$ours && file_exists($to)) {
            self::copy($to, "upload/$id-restore/$to");
        }
    }

    /** Where the files of extensions go, by where they come from. */
    private static function extensions(array $defs, $id)
    {
        $files = array();
        foreach ($defs['platforms'] ?? array() as $platform) {
            $files[$platform['from']][] = 'custom/Extension/application/Ext/Platforms/' . basename($platform['from']);
        }
        foreach ($defs['language'] ?? array() as $text) {
            $of = $text['to_module'] === 'application' ? 'application' : 'modules/' . $text['to_module'];
            $files[$text['from']][] = "custom/Extension/$of/Ext/Language/{$text['language']}.$id.php";
        }
        return $files;
    }

    /** A column of a custom field keeps its values when the field is installed again. */
    private function fields(array $fields)
    {
        $all = Store::get('custom_fields');
        foreach ($fields as $field) {
            $all[$field['id']] = $field + array('values' => $all[$field['id']]['values'] ?? new stdClass());
        }
        Store::set('custom_fields', $all);
    }

    private function withoutFields(array $fields)
    {
        $all = Store::get('custom_fields');
        foreach ($fields as $field) {
            unset($all[$field['id']]);
        }
        Store::set('custom_fields', $all);
    }

    private static function copy($from, $to)
    {
        if (is_dir($from)) {
            foreach (array_diff(scandir($from), array('.', '..')) as $name) {
                self::copy("$from/$name", "$to/$name");
            }
        } else {
            self::write($to, file_get_contents($from));
        }
    }

    private static function write($to, $text)
    {
        if (!is_dir(dirname($to))) {
            mkdir(dirname($to), 0777, true);
        }
        file_put_contents($to, $text);
    }

    public static function remove($path)
    {
        if (is_dir($path)) {
            foreach (array_diff(scandir($path), array('.', '..')) as $name) {
                self::remove("$path/$name");
            }
        } elseif (file_exists($path)) {
            unlink($path);
        }
        // Folders that are empty now go, too.
        for ($folder = $path; is_dir($folder) && count(scandir($folder)) === 2; $folder = dirname($folder)) {
            rmdir($folder);
        }
        if (is_dir(dirname($path)) && strpos($path, 'custom/') === 0 && count(scandir(dirname($path))) === 2) {
            self::remove(dirname($path));
        }
    }
}
