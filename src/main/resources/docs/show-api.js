// The description comes from this server, and is sent nowhere else to be validated.
window.SwaggerUIBundle({
  url: "../openapi.yaml",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  validatorUrl: null,
});
