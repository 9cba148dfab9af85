using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Stvg.Core.Services;

namespace Stvg.Api.Security;

/// <summary>The role that a call takes.</summary>
/// <param name="Role">That, or one that includes it.</param>
internal sealed record RoleMetadata(Role Role);

/// <summary>Says who may call.</summary>
internal static class RoleConventions
{
    /// <summary>Takes a role; without keys everybody at this machine has it.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Role role)
        where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(Caller.Policy(role)).WithMetadata(new RoleMetadata(role));

    /// <summary>One policy for each role.</summary>
    public static void AddRoles(this AuthorizationOptions options)
    {
        foreach (var role in Enum.GetValues<Role>())
            options.AddPolicy(Caller.Policy(role), policy => policy.RequireRole(Caller.Policy(role)));
    }
}
