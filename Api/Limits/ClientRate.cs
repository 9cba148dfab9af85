using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Stvg.Api.Problems;
using Stvg.Api.Security;

namespace Stvg.Api.Limits;

/// <summary>So many requests per second for each key, or for each address where there is no key.</summary>
internal static class ClientRate
{
    public static void Configure(RateLimiterOptions limiter, ApiOptions options)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(
            http.KeyId() is { } key ? "key " + key : ClientOf(http.Connection.RemoteIpAddress),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = 2 * options.RequestsPerSecond,
                TokensPerPeriod = options.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        limiter.OnRejected = async (context, _) =>
        {
            var known = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
            var seconds = known ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
            var refusal = $"more than {options.RequestsPerSecond} requests a second; wait {seconds} s";
            await new Problem(StatusCodes.Status429TooManyRequests, refusal) { RetryAfter = seconds }.WriteAsync(context.HttpContext);
        };
    }

    /// <summary>An address; of IPv6 the first half, for one customer has all addresses of the second.</summary>
    internal static string ClientOf(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
