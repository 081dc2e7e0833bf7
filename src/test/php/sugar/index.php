<?php

/*
 * The web server of the stand-in: Sugar's REST endpoints of packages, the pages of the
 * administration as far as they matter, and the page that shows dashlets.
 */

chdir(__DIR__);

require 'standin.php';
require 'http_client.php';

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$token = $_SERVER['HTTP_OAUTH_TOKEN'] ?? '';
CurrentUser::$is = BeanFactory::retrieveBean('Users', $token, array('disable_row_level_security' => true));

function answer($status, $body)
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($body);
}

function body()
{
    return json_decode(file_get_contents('php://input'), true) ?: array();
}

if (!str_starts_with($path, '/rest/') && !str_starts_with($path, '/administration/')) {
    require 'page.php';
    page($path);
} elseif (CurrentUser::$is === null) {
    answer(401, array('error' => 'need_login', 'error_message' => 'No valid authentication for user.'));
} elseif (str_starts_with($path, '/administration/')) {
    require 'administration.php';
    administration($path);
} else {
    require 'rest.php';
    rest($path);
}
