using System.Text.Json;
using Stvg.Api.Contracts;
using Stvg.Api.Mapping;
using Stvg.Core.Services;

namespace Stvg.Api;

/// <summary>What a webhook call carries.</summary>
public static class WebhookBody
{
    /// <summary>The change as JSON in UTF-8: the document that <c>GET /api/alerts/{id}</c> gave at that moment.</summary>
    public static byte[] Of(AlertRecord record) => JsonSerializer.SerializeToUtf8Bytes(record.ToResponse(), ApiJson.Wire.AlertResponse);
}
