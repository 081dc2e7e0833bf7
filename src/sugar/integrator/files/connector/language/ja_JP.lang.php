<?php

$connector_strings = array(
    'LBL_LICENSING_INFO' => 'Caramel はマーケティングリストと Sugar を同期させ、連絡先の行動を Sugar に表示します。Caramel の URL とアカウントの API キーを入力して保存し、コネクタのテストを実行してください。テストで IP アドレスが表示されたら、Caramel でそのアドレスを許可してから、もう一度テストしてください。チームごとのアカウントを使う場合は、チームの数を入力して保存し、表示された欄に入力してください。',
    'url' => 'URL（グローバル）',
    'api_key' => 'API キー（グローバル）',
    'teams' => '追加チームの数（0〜20）',
);
for ($i = 1; $i <= 20; $i++) {
    $connector_strings["team{$i}_name"] = sprintf('チーム %d: 名前', $i);
    $connector_strings["team{$i}_url"] = sprintf('チーム %d: URL', $i);
    $connector_strings["team{$i}_key"] = sprintf('チーム %d: API キー', $i);
}
