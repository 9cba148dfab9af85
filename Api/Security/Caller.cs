using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Stvg.Api.Contracts.Json;
using Stvg.Core.Services;

namespace Stvg.Api.Security;

/// <summary>Who asks: a key, or whoever sits at this machine.</summary>
internal static class Caller
{
    /// <summary>Without keys everybody is this.</summary>
    public const string Local = "local";

    private const string Scheme = "key";

    /// <summary>The identity of a key, in its role and in those that it includes.</summary>
    public static ClaimsPrincipal Of(ApiKey key) => Principal(key.Role, $"{key.Name} ({key.Id})", key.Id);

    /// <summary>The identity of somebody at this machine, who may do everything.</summary>
    public static ClaimsPrincipal AtThisMachine() => Principal(Role.Admin, Local, null);

    /// <summary>Name and id of the key; "local" without keys; "nobody" before that is known.</summary>
    public static string Who(this HttpContext http) => http.User.Identity?.Name ?? "nobody";

    /// <summary>Id of the key, null without one.</summary>
    public static string? KeyId(this HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>Address of the other side; proxies are not asked whom they stand for, since anybody can claim that.</summary>
    public static string Address(this HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : "";

    /// <summary>Name of the policy that lets a role pass.</summary>
    public static string Policy(Role role) => NameConverter<Role>.NameOf(role);

    private static ClaimsPrincipal Principal(Role role, string who, string? id)
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaim(new Claim(ClaimTypes.Name, who));
        if (id is not null) identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, id));
        foreach (var included in Enum.GetValues<Role>())
            if (included <= role) identity.AddClaim(new Claim(ClaimTypes.Role, Policy(included)));
        return new ClaimsPrincipal(identity);
    }
}
