using Stvg.Api.Contracts;
using Stvg.Core.Services;

namespace Stvg.Api.Mapping;

/// <summary>Keys, audit and lists on the wire.</summary>
internal static class SystemMapping
{
    public static KeyResponse ToResponse(this ApiKey key, string? secret = null) =>
        new() { Id = key.Id, Name = key.Name, Role = key.Role, CreatedAt = key.CreatedAt, Secret = secret };

    public static AuditResponse ToResponse(this AuditEntry entry) => new()
    {
        At = entry.At, Who = entry.Who, Action = entry.Action, Subject = entry.Subject, Status = entry.Status, Address = entry.Address,
    };

    public static PageResponse<TOut> ToResponse<TIn, TOut>(this Page<TIn> page, Func<TIn, TOut> each) =>
        new() { Items = [.. page.Items.Select(each)], Next = page.Next };
}
