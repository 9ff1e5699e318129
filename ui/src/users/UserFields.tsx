import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Role, ROLES } from '@/access';
import { departmentsQuery } from './api';

export type Person = { name: string; role: Role; departmentId: string };

type Props = { person: Person; onChange: (person: Person) => void; wrong: (pointer: string, value: string) => string | null };

/** What an invitation and a change have in common. */
export function UserFields({ person, onChange, wrong }: Props) {
    const { t } = useTranslation();
    return (
        <>
            <TextInput
                name="name"
                label={t('users.form.name')}
                autoComplete="off"
                value={person.name}
                onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
                error={wrong('/name', person.name)}
            />
            <NativeSelect
                label={t('users.form.role')}
                description={t(`users.roleHelp.${person.role}`)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={person.role}
                onChange={(event) => onChange({ ...person, role: event.currentTarget.value as Role })}
                data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                error={wrong('/role', person.role)}
            />
            <DepartmentSelect value={person.departmentId} onChange={(departmentId) => onChange({ ...person, departmentId })} error={wrong('/departmentId', person.departmentId)} />
        </>
    );
}

export function DepartmentSelect({ value, onChange, error }: { value: string; onChange: (id: string) => void; error: string | null }) {
    const { t } = useTranslation();
    const departments = useQuery(departmentsQuery);
    return (
        <NativeSelect
            label={t('users.form.department')}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            data={[
                ...(value === '' ? [{ value: '', label: departments.isError ? t('users.form.departmentsFailed') : t('users.form.choose') }] : []),
                ...(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            error={error}
        />
    );
}
