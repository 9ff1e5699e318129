import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { useZone } from '@/shared/useZone';
import { type Channel, CHANNELS, purposesQuery, record, titleIn } from './api';

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const POINTERS = ['/given', '/purpose', '/channel', '/source', '/textVersion', '/evidence', '/at'];
const ADVERTISING = 'advertising';

/** An answer that somebody gave by word of mouth or on paper. It stays in the ledger for good. */
export function RecordAnswer({ id, onClose }: { id: string; onClose: () => void }) {
    const { t, i18n } = useTranslation();
    const problemText = useProblemText();
    const zone = useZone();
    const client = useQueryClient();
    const purposes = useQuery(purposesQuery);
    const [given, setGiven] = useState('');
    const [purpose, setPurpose] = useState(ADVERTISING);
    const [channel, setChannel] = useState<Channel>('sms');
    const [source, setSource] = useState('');
    const [textVersion, setTextVersion] = useState('');
    const [evidence, setEvidence] = useState('');
    const [at, setAt] = useState('');
    const [tried, setTried] = useState(false);
    const filled = (text: string) => (text.trim() === '' ? null : text.trim());
    const saving = useMutation({
        mutationFn: () =>
            record(id, {
                given: given === 'yes',
                purpose,
                channel,
                source: filled(source),
                textVersion: filled(textVersion),
                evidence: filled(evidence),
                at: at === '' ? null : new Date(at).toISOString(),
            }),
        onSuccess: async () => {
            await client.invalidateQueries({ queryKey: ['clients'] });
            notify(t('consents.record.done'));
            onClose();
        },
    });
    const told = (pointer: string) => fieldProblem(saving.error, pointer);
    const submit = () => {
        setTried(true);
        if (given !== '' && !saving.isPending) saving.mutate();
    };
    const offered = purposes.data?.filter(({ archived }) => !archived) ?? [];
    return (
        <Form narrow onSubmit={submit}>
            <NativeSelect
                data-autofocus
                label={t('consents.record.answer')}
                value={given}
                onChange={(event) => setGiven(event.currentTarget.value)}
                data={[
                    { value: '', label: t('consents.record.choose') },
                    { value: 'yes', label: t('consents.answer.yes') },
                    { value: 'no', label: t('consents.answer.no') },
                ]}
                error={tried && given === '' ? t('consents.record.noAnswer') : told('/given')}
            />
            <NativeSelect
                label={t('consents.record.purpose')}
                value={purpose}
                onChange={(event) => setPurpose(event.currentTarget.value)}
                data={offered.length === 0 ? [{ value: ADVERTISING, label: t('consents.record.advertising') }] : offered.map((one) => ({ value: one.key, label: titleIn(i18n.language, one) }))}
                error={told('/purpose') ?? (purposes.isError ? problemText(purposes.error) : null)}
            />
            <NativeSelect
                label={t('consents.record.channel')}
                value={channel}
                onChange={(event) => setChannel(event.currentTarget.value as Channel)}
                data={CHANNELS.map((one) => ({ value: one, label: t(`consents.channel.${one}`) }))}
                error={told('/channel')}
            />
            <TextInput
                label={t('consents.record.source')}
                description={t('consents.record.sourceHelp')}
                inputWrapperOrder={below}
                autoComplete="off"
                value={source}
                onChange={(event) => setSource(event.currentTarget.value)}
                error={told('/source')}
            />
            <TextInput label={t('consents.record.version')} autoComplete="off" value={textVersion} onChange={(event) => setTextVersion(event.currentTarget.value)} error={told('/textVersion')} />
            <TextInput
                label={t('consents.record.evidence')}
                description={t('consents.record.evidenceHelp')}
                inputWrapperOrder={below}
                autoComplete="off"
                value={evidence}
                onChange={(event) => setEvidence(event.currentTarget.value)}
                error={told('/evidence')}
            />
            <TextInput
                type="datetime-local"
                label={t('consents.record.at')}
                description={t('consents.record.atHelp', { zone: zone.whole })}
                inputWrapperOrder={below}
                value={at}
                onChange={(event) => setAt(event.currentTarget.value)}
                error={told('/at')}
            />
            <p className="muted s14">{t('consents.record.stays')}</p>
            <Refusal>{saving.isError && !toldAtFields(saving.error, POINTERS) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('consents.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {t(saving.isPending ? 'consents.busy' : 'consents.record.do')}
                </Button>
            </Buttons>
        </Form>
    );
}
