<?php

/** The page with dashlets, its scripts, and the libraries beside it. */
function page($path)
{
    $types = array('html' => 'text/html', 'js' => 'text/javascript', 'css' => 'text/css');
    $folder = rtrim(Store::get('browser_folder'), '/');
    $file = $folder . ($path === '/' ? '/page.html' : $path);
    $type = $types[pathinfo($file, PATHINFO_EXTENSION)] ?? null;
    if ($type === null || strpos($path, '..') !== false || !is_file($file)) {
        http_response_code(404);
        return;
    }
    header("Content-Type: $type; charset=utf-8");
    readfile($file);
}
