// Gouverne on Azure: one web app, its database, its secrets, its identity, its logs, and the registration of its bot.
//
// NOT COMPILED where it was written: no Bicep compiler was at hand. Before the first deployment run `az bicep build --file infra/main.bicep`
// and `az deployment group what-if`, and read infra/README.md. Kept small and conventional for that reason.
//
// Everything that holds personal information stays in Canada (Act respecting Access, s. 70.1; compliance requirement D1). The one thing
// that cannot is the bot's registration, which Azure only offers as `global`: hence cards that carry title, date, number and link only (D2).
targetScope = 'resourceGroup'

@description('Québec City, or Toronto. Nothing else: data, backups and logs follow.')
@allowed(['canadaeast', 'canadacentral'])
param location string = 'canadaeast'

@description('Begins the name of everything that is made here.')
@minLength(3)
@maxLength(16)
param name string

@description('Application (client) id of the app registration: tabs, bot, command line and Microsoft Graph.')
param appId string

@description('Tenant of the app registration.')
param tenantId string = tenant().tenantId

@description('Id of the Teams app, as in its manifest.')
param teamsAppId string = appId

@description('Password of the database’s administrator. Generated anew by each deployment, and kept nowhere but in Key Vault; the server is given the secret’s version, so that both change together.')
@secure()
param databasePassword string = '${newGuid()}-${toUpper(uniqueString(newGuid()))}'

@description('How many equal replicas of the server. Two survive the loss of one machine.')
@minValue(1)
@maxValue(10)
param replicas int = 2

@description('Days that the database can be taken back by, and that logs are kept. The retention calendar of documents is the product’s, not this.')
@minValue(7)
@maxValue(35)
param backupDays int = 35

var suffix = uniqueString(resourceGroup().id, name)
var siteName = '${name}-${suffix}'
var host = '${siteName}.azurewebsites.net'
var databaseName = 'gouverne'
var databaseAdmin = 'gouverne'
var secretsUserRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-874b-0445c86b69e6')

// ---- who the server is: no secret of its own; the app registration trusts this identity (infra/README.md, step 4)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

// ---- logs

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 90
  }
}

// ---- network: the database has no public address

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'server'
        properties: {
          addressPrefix: '10.20.1.0/24'
          delegations: [{ name: 'server', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.2.0/24'
          delegations: [{ name: 'database', properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' } }]
        }
      }
    ]
  }

  resource serverSubnet 'subnets' existing = { name: 'server' }
  resource databaseSubnet 'subnets' existing = { name: 'database' }
}

// A name zone is no place: Azure only knows it as `global`, and it holds one private address.
resource databaseZone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'

  resource link 'virtualNetworkLinks' = {
    name: 'network'
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
}

// ---- database

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-database-${suffix}'
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '16'
    createMode: 'Default'
    administratorLogin: databaseAdmin
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    // Copies in the other Canadian region are a choice to make knowingly; another country is no choice at all.
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network::databaseSubnet.id
      privateDnsZoneArmResourceId: databaseZone.id
    }
  }
  dependsOn: [databaseZone::link]

  resource gouverne 'databases' = {
    name: databaseName
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }

  // French search finds words without their accents: the service lets in the extensions that are named here.
  resource extensions 'configurations' = {
    name: 'azure.extensions'
    properties: { value: 'UNACCENT', source: 'user-override' }
  }
}

// ---- secrets: one, the address of the database

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('${name}${suffix}', 24)
  location: location
  properties: {
    sku: { family: 'A', name: 'standard' }
    tenantId: subscription().tenantId
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }

  resource databaseUrl 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgres://${databaseAdmin}:${uriComponent(databasePassword)}@${database.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=verify-full'
    }
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUserRole)
  scope: vault
  properties: {
    roleDefinitionId: secretsUserRole
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// ---- server

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: { name: 'P0v3', capacity: replicas }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: siteName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: network::serverSubnet.id
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'npm start'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      vnetRouteAllEnabled: true
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'TENANT', value: 'microsoft365' }
        { name: 'PORT', value: '8080' }
        { name: 'BASE_URL', value: 'https://${host}' }
        { name: 'MICROSOFT_APP_ID', value: appId }
        { name: 'MICROSOFT_APP_TENANT_ID', value: tenantId }
        { name: 'MICROSOFT_APP_TYPE', value: 'SingleTenant' }
        { name: 'MICROSOFT_APP_IDENTITY_ID', value: identity.properties.clientId }
        { name: 'TEAMS_APP_ID', value: teamsAppId }
        { name: 'DATABASE_URL', value: '@Microsoft.KeyVault(SecretUri=${vault::databaseUrl.properties.secretUriWithVersion})' }
        // The code arrives built (teamsapp.yml, deploy).
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
      ]
    }
  }
  dependsOn: [readsSecrets]
}

resource siteLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: logs.id
    // What the server says of itself, which carries neither names nor free text. Not the HTTP log: it holds addresses of people.
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

// ---- bot: a registration and an address, no content. It signs in as the app registration, whose credential is the identity above.

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot-${suffix}'
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'Gouverne'
    endpoint: 'https://${host}/api/messages'
    msaAppId: appId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenantId
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel' }
  }
}

// Names as the toolkit writes them into its environment file.
output BASE_URL string = 'https://${host}'
output BASE_HOST string = host
output APP_ID_URI string = 'api://${host}/${appId}'
output SITE_RESOURCE_ID string = site.id
output IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
