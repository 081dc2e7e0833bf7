<?php

namespace Sugarcrm\Sugarcrm\Security\HttpClient;

/** Thrown where no answer came. */
class RequestException extends \Exception
{
}

/** What Sugar 11 and later give to packages to call out with. */
class ExternalResourceClient
{
    private $timeout;
    private $redirects;

    public function __construct(float $timeout = 10, int $maxRedirects = 3)
    {
        if ($timeout <= 0) {
            throw new \InvalidArgumentException('The time-out must be more than 0');
        }
        $this->timeout = $timeout;
        $this->redirects = $maxRedirects;
    }

    public function get(string $url, array $headers = array())
    {
        if (\Store::get('refuse_private_addresses') === true) {
            throw new RequestException('The address of the URL is private, which this instance does not allow');
        }
        $lines = array();
        foreach ($headers as $name => $value) {
            $lines[] = $name . ': ' . $value;
        }
        $curl = curl_init($url);
        curl_setopt_array($curl, array(
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => $lines,
            CURLOPT_TIMEOUT_MS => (int) (1000 * $this->timeout),
            CURLOPT_FOLLOWLOCATION => $this->redirects > 0,
            CURLOPT_MAXREDIRS => $this->redirects,
        ));
        $body = curl_exec($curl);
        if ($body === false) {
            throw new RequestException('cURL error ' . curl_errno($curl) . ': ' . curl_error($curl));
        }
        return new Response((int) curl_getinfo($curl, CURLINFO_HTTP_CODE), $body);
    }
}

/** As much of a PSR-7 response as is told of. */
class Response
{
    private $status;
    private $body;

    public function __construct($status, $body)
    {
        $this->status = $status;
        $this->body = $body;
    }

    public function getStatusCode()
    {
        return $this->status;
    }

    public function getBody()
    {
        return $this;
    }

    public function getContents()
    {
        return $this->body;
    }
}
