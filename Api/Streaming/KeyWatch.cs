using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stvg.Api.Security;
using Stvg.Core.Services;

namespace Stvg.Api.Streaming;

/// <summary>A stream may live longer than its key: one that was revoked ends the stream within a heartbeat or two.</summary>
internal sealed class KeyWatch
{
    private readonly ISystemService _system;
    private readonly ApiOptions _options;
    private readonly string? _secret;
    private long _asked;

    public KeyWatch(HttpContext http)
    {
        _system = http.RequestServices.GetRequiredService<IGroundingService>().System;
        _options = http.RequestServices.GetRequiredService<ApiOptions>();
        _secret = KeyReader.Read(http.Request);
        _asked = _options.Clock.GetTimestamp();
    }

    /// <summary>Whether the key is still known; the service is asked at most once a heartbeat.</summary>
    public async ValueTask<bool> StillGoodAsync(CancellationToken ct)
    {
        if (_secret is null || _options.Clock.GetElapsedTime(_asked) < _options.Heartbeat) return true;
        _asked = _options.Clock.GetTimestamp();
        return await _system.FindKeyAsync(_secret, ct) is not null;
    }
}
